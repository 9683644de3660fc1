variable "log_retention_days" {
  description = "How long logs are kept."
  type        = number
}

variable "log_level" {
  description = "From which level on the functions' own lines are logged: DEBUG, INFO, WARN …"
  type        = string
  default     = "INFO"
}

variable "tracing" {
  description = "PassThrough: X-Ray traces what a caller traces, which nobody does unless asked to. Active: also, of each function, a request a second and 1 in 20 beyond, which Lambda decides and which costs."
  type        = string
  default     = "PassThrough"
}

variable "encrypt_logs" {
  description = "Encrypt logs with a KMS key of this environment instead of CloudWatch's own."
  type        = bool
  default     = true
}

variable "access_logs" {
  description = "Log each connection, message and request at API Gateway. Needs the account's role (terraform/account)."
  type        = bool
  default     = true
}

variable "log_metrics" {
  description = "Count and watch errors in the functions' logs."
  type        = bool
  default     = true
}

variable "dashboard" {
  description = "Make the dashboard."
  type        = bool
  default     = true
}

variable "alarm_emails" {
  description = "Who is told about alarms: page for what users notice, ticket for what can wait until morning."
  type = object({
    page   = optional(list(string), [])
    ticket = optional(list(string), [])
  })
  default = {}
}

variable "monthly_budget_dollars" {
  description = "Tell alarm_emails.ticket when the environment costs more than this a month. Null: no budget."
  type        = number
  default     = null
}

variable "account_concurrency" {
  description = "How many environments of functions the account may have at once (Service Quotas)."
  type        = number
  default     = 1000
}

variable "reserved_concurrency" {
  description = "How many environments a function may have at once, and has for itself, by <service>/<function>, instead of what its service.yml says; -1: as many as the account has left. Keeps workers from taking what $connect needs."
  type        = map(number)
  default     = {}

  validation {
    condition     = alltrue([for function in keys(var.reserved_concurrency) : can(regex("^[a-z0-9-]+-service/[a-z0-9-]+$", function))])
    error_message = "reserved_concurrency is ${jsonencode(var.reserved_concurrency)}; expected functions as <service>/<function>."
  }
}

variable "expected" {
  description = "The load that the cost and quota report is about; modules/report says what each part means."
  type = object({
    connections             = number
    messages_per_second     = number
    subscribers_per_message = optional(number)
    from_stream_share       = optional(number)
    history_share           = optional(number)
    busiest_channel_share   = optional(number)
    message_bytes           = optional(number)
    connection_minutes      = optional(number)
    subscriptions           = optional(number)
    watched_channels        = optional(number)
    hours_per_month         = optional(number)
  })
}
