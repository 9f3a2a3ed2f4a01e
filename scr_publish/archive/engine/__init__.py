"""The engine: what is done to each document, by many processes on this machine or a cluster."""
