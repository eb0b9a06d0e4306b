// The script of every job of the tool. The engine, with the main object that --class names, is in --extra-jars.
