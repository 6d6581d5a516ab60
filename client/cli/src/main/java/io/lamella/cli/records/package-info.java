/** Topics whose records are collected into versions, at the command line. */
@NullMarked
package io.lamella.cli.records;

import org.jspecify.annotations.NullMarked;
