package io.lamella.metadata.ingest;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Of an ingest that is there: the request is refused before its answer begins where it is not. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@interface KnownIngest {}
