/** The main job, done on real files in front of the reader's eyes. */
@NullMarked
package io.lamella.standalone.demo;

import org.jspecify.annotations.NullMarked;
