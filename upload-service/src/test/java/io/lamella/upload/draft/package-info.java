@NullMarked
package io.lamella.upload.draft;

import org.jspecify.annotations.NullMarked;
