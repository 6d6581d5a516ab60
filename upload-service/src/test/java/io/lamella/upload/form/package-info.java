@NullMarked
package io.lamella.upload.form;

import org.jspecify.annotations.NullMarked;
