/** AWS Lambda: functions, execution environments and the Invoke API. */
@NullMarked
package dev.downlink.local.lambda;

import org.jspecify.annotations.NullMarked;
