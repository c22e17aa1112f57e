"""Running notebooks with parameters: the only user of papermill and of kernels."""
