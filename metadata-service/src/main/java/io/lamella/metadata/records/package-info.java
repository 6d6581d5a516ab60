/** Topics whose records are collected into versions: the rules, and what follows them. */
@NullMarked
package io.lamella.metadata.records;

import org.jspecify.annotations.NullMarked;
