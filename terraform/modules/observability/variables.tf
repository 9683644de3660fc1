variable "name" {
  description = "What every name begins with: <project>-<environment>."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\"; expected 3 to 32 lower-case letters, digits and hyphens, such as downlink-dev."
  }
}

variable "region" {
  description = "Region that the dashboard shows."
  type        = string
}

variable "functions" {
  description = "The functions to watch by name, as the service module returns them."
  type = map(object({
    name               = string
    timeout_seconds    = number
    log_group          = string
    reads_stream       = bool
    invoked_async      = bool
    runs_every_minutes = optional(number)
  }))

  validation {
    condition     = length(var.functions) > 0
    error_message = "functions is empty; expected the functions of at least one service."
  }
}

variable "queues" {
  description = "Names of the dead-letter queues."
  type        = set(string)
}

variable "tables" {
  description = "Names of the tables."
  type        = set(string)
}

variable "streams" {
  description = "Names of the streams."
  type        = set(string)
}

variable "websocket" {
  description = "The WebSocket API and its stage."
  type        = object({ id = string, stage = string })
}

variable "http" {
  description = "The HTTP API."
  type        = object({ id = string })
}

variable "alarm_emails" {
  description = "Who is told when an alarm goes off or ends: page for what users notice, ticket for what can wait until morning. Each must confirm once, by mail. None: alarms only show in CloudWatch."
  type = object({
    page   = optional(list(string), [])
    ticket = optional(list(string), [])
  })
  default = {}

  validation {
    condition     = alltrue([for email in concat(var.alarm_emails.page, var.alarm_emails.ticket) : can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", email))])
    error_message = "alarm_emails is ${jsonencode(var.alarm_emails)}; expected e-mail addresses."
  }
}

variable "account_concurrency" {
  description = "How many environments of functions the account may have at once (Service Quotas)."
  type        = number
  default     = 1000
}

variable "monthly_budget_dollars" {
  description = "Tell alarm_emails.ticket when the environment costs more than this a month. Null: no budget."
  type        = number
  default     = null

  validation {
    condition     = var.monthly_budget_dollars == null || (try(var.monthly_budget_dollars > 0, false) && length(var.alarm_emails.ticket) > 0)
    error_message = "monthly_budget_dollars is ${jsonencode(var.monthly_budget_dollars)}; expected a positive amount, and somebody in alarm_emails.ticket to tell."
  }
}

variable "log_metrics" {
  description = "Count what the functions log as errors, and watch these counts too."
  type        = bool
  default     = true
}

variable "dashboard" {
  description = "Make the dashboard."
  type        = bool
  default     = true
}

variable "probe" {
  description = "Whether probe-service measures how long a publication takes to a client."
  type        = bool
  default     = false
}

variable "schedules" {
  description = "The group of schedules that back ends create, and the key in functions of the function that publishes their occurrences; null without."
  type        = object({ group = string, function = string })
  default     = null
}
