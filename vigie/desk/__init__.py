"""The web desk: what a watch officer looks at. Its pages load nothing from the network."""
