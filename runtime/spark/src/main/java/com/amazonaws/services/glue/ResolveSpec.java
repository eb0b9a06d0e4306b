package com.amazonaws.services.glue;

/** What becomes of the choice at a path: {@code cast:TYPE}, {@code project:TYPE}, {@code make_cols} or {@code make_struct}. */
public record ResolveSpec(String path, String action) {}
