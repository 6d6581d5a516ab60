@org.jspecify.annotations.NullMarked
package io.lamella.sdk.clearml;
