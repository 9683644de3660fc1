variable "region" {
  description = "AWS region of the environment."
  type        = string
  default     = "us-east-1"
}

variable "project" {
  description = "First part of every name."
  type        = string
  default     = "downlink"
}

variable "artifacts_bucket" {
  description = "The bucket that ./release puts artifacts into. Null: the one that terraform/account makes in this account and region."
  type        = string
  default     = null
}

variable "cli_environment" {
  description = "Environment variables of the AWS CLI that waits for snapshots, such as AWS_PROFILE. Its credentials must be those of the provider."
  type        = map(string)
  default     = {}
}

variable "http_authorization" {
  description = "AWS_IAM: back ends must sign their requests, besides having the API's key. NONE: the key is enough."
  type        = string
  default     = "NONE"
}

variable "throttling" {
  description = "How many per second and how many at once: new connections, messages of clients, requests of back ends (modules/downlink)."
  type = object({
    connections = optional(object({ rate = number, burst = number }))
    messages    = optional(object({ rate = number, burst = number }))
    http        = optional(object({ rate = number, burst = number }))
  })
  default = {}
}

variable "connection_beat" {
  description = "Keep quiet connections open, and ask old ones to reconnect before API Gateway ends them (modules/downlink)."
  type        = bool
  default     = false
}

variable "secrets_revision" {
  description = "Raise it after changing the value of a secret, so that new versions of the functions read it."
  type        = number
  default     = 1
}

variable "alarm_emails" {
  description = "Who is told about alarms: page for what users notice, ticket for what can wait until morning."
  type = object({
    page   = optional(list(string), [])
    ticket = optional(list(string), [])
  })

  validation {
    condition     = length(var.alarm_emails.page) > 0 && length(var.alarm_emails.ticket) > 0
    error_message = "alarm_emails is ${jsonencode(var.alarm_emails)}; expected at least one address each: alarms of production that nobody gets are none."
  }
}

variable "monthly_budget_dollars" {
  description = "Tell alarm_emails.ticket when the environment costs more than this a month. Null: no budget."
  type        = number
  default     = null
}

variable "reserved_concurrency" {
  description = "How many environments a function may have at once, and has for itself, by <service>/<function>, instead of what its service.yml says; -1: as many as the account has left. In an account that may run less than 1,000 functions at once, set account_concurrency, too."
  type        = map(number)
  default     = {}
}

variable "log_level" {
  description = "From which level on the functions' own lines are logged: DEBUG, INFO, WARN …"
  type        = string
  default     = "INFO"
}

variable "tracing" {
  description = "PassThrough: nothing is sampled for X-Ray unless a caller does. Active: Lambda samples (docs/operations.md)."
  type        = string
  default     = "PassThrough"
}

variable "account_concurrency" {
  description = "How many environments of functions the account may have at once (Service Quotas)."
  type        = number
  default     = 1000
}

variable "websocket_domain" {
  description = "Custom domain for the clients. Null: API Gateway's own URL."
  type = object({
    name            = string
    certificate_arn = string
    mapping_key     = optional(string)
  })
  default = null
}

variable "expected_connections" {
  description = "Clients connected at once, for the cost and quota report."
  type        = number
  default     = 10000
}

variable "messages_per_second" {
  description = "Publications per second, for the cost and quota report."
  type        = number
  default     = 500
}
