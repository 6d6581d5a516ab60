/** Objects in buckets: S3 and its likes, Google Cloud Storage, Azure Blob Storage. */
@NullMarked
package io.lamella.content.bucket;

import org.jspecify.annotations.NullMarked;
