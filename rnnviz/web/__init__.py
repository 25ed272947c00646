"""The stage: what a browser draws of a Run, and the data that it draws it from."""
