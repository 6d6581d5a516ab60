package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import java.nio.file.Path;

/** A file on this machine and what it is believed to hold. */
record OldFile(Path path, Entry.File file) {}
