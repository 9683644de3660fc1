/** Kinesis Data Streams: streams and shards in memory, optionally kept on disk, behind the API that AWS SDKs speak. */
@NullMarked
package dev.downlink.local.kinesis;

import org.jspecify.annotations.NullMarked;
