/** Where pipelines let files be fetched from: what may be read, what lies there, its bytes. */
@NullMarked
package io.lamella.upload.source;

import org.jspecify.annotations.NullMarked;
