"""The Python half of a driver: imported and warmed ahead of time, it runs one script and exits."""
