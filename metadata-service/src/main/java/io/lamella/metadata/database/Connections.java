package io.lamella.metadata.database;

import io.lamella.kit.database.PatientPool;
import jakarta.inject.Singleton;

/** The pool of this service's connections. */
@Singleton
public class Connections extends PatientPool {}
