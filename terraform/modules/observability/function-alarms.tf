locals {
  # Alarms on one metric each, by name (docs/operations.md, "Alarms"). A page is about users who notice now, or will within
  # minutes; a ticket can wait until morning. Above the threshold in 2 of 3 minutes, unless it says otherwise.
  function_alarms = merge([
    for key, function in var.functions : merge(
      {
        "${key}-errors" = {
          text      = "${function.name} failed or timed out."
          severity  = "page"
          namespace = "AWS/Lambda", metric = "Errors", dimensions = { FunctionName = function.name }
          statistic = "Sum", threshold = 0
        }
        "${key}-throttles" = {
          text      = "${function.name} was refused an environment."
          severity  = "page"
          namespace = "AWS/Lambda", metric = "Throttles", dimensions = { FunctionName = function.name }
          statistic = "Sum", threshold = 0
        }
        "${key}-duration" = {
          text      = "${function.name} took more than 90 % of its ${function.timeout_seconds} s."
          severity  = "ticket"
          namespace = "AWS/Lambda", metric = "Duration", dimensions = { FunctionName = function.name }
          statistic = "Maximum", threshold = function.timeout_seconds * 900
        }
      },
      function.reads_stream ? {
        "${key}-iterator-age" = {
          text      = "${function.name} is a minute or more behind its stream."
          severity  = "page"
          namespace = "AWS/Lambda", metric = "IteratorAge", dimensions = { FunctionName = function.name }
          # In milliseconds.
          statistic = "Maximum", threshold = 60000
        }
      } : {},
      function.invoked_async ? {
        "${key}-event-age" = {
          text      = "Events for ${function.name} wait a minute or more before it takes them."
          severity  = "page"
          namespace = "AWS/Lambda", metric = "AsyncEventAge", dimensions = { FunctionName = function.name }
          statistic = "Maximum", threshold = 60000
        }
      } : {},
      function.invoked_async || function.reads_stream ? {
        "${key}-dropped" = {
          text      = "What ${function.name} could not process could not even be put in the dead-letter queue."
          severity  = "page"
          namespace = "AWS/Lambda", metric = "DestinationDeliveryFailures", dimensions = { FunctionName = function.name }
          statistic = "Sum", threshold = 0
          points    = { of = 1, breaching = 1 }
        }
      } : {},
      function.runs_every_minutes != null ? {
        "${key}-silent" = {
          text       = "${function.name} did not run in ${5 * function.runs_every_minutes} minutes; it should every ${function.runs_every_minutes}."
          severity   = "page"
          namespace  = "AWS/Lambda", metric = "Invocations", dimensions = { FunctionName = function.name }
          statistic  = "Sum", threshold = 1
          comparison = "LessThanThreshold"
          period     = 5 * function.runs_every_minutes * local.minute
          points     = { of = 1, breaching = 1 }
          # Lambda reports nothing at all for a function that does not run.
          missing = "breaching"
        }
      } : {},
      var.log_metrics ? {
        "${key}-logged-errors" = {
          text      = "${function.name} logged an error that its caller got as an answer."
          severity  = "ticket"
          namespace = local.namespace, metric = "${function.name}-logged-errors", dimensions = {}
          statistic = "Sum", threshold = 0
        }
      } : {},
    )
  ]...)
}
