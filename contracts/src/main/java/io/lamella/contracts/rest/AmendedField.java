package io.lamella.contracts.rest;

import org.jspecify.annotations.Nullable;

/**
 * One thing that became different.
 *
 * @param field {@code description}, {@code message}, {@code tags} or {@code metadata}
 * @param key the tag, or the key of the metadata; null of a text
 * @param change {@code added}, {@code removed} or {@code modified}
 * @param before the text or the JSON value before; null where there was none
 * @param after the text or the JSON value after; null where there is none
 * @param cut something was too long: it is a text, and this its beginning
 */
public record AmendedField(
    String field,
    @Nullable String key,
    String change,
    @Nullable Object before,
    @Nullable Object after,
    boolean cut) {}
