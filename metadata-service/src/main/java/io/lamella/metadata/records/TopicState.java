package io.lamella.metadata.records;

import java.util.SortedMap;

/**
 * What a topic holds.
 *
 * @param id which of the topics that have had its name
 * @param held by partition, from the first offset that is there to the end of what is committed
 */
record TopicState(String id, SortedMap<Integer, Range> held) {}
