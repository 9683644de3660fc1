variable "project" {
  description = "First part of every name."
  type        = string
  default     = "downlink"

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,15}$", var.project))
    error_message = "project is \"${var.project}\"; expected 2 to 16 lower-case letters and digits, such as downlink."
  }
}

variable "environment" {
  description = "Second part of every name, and the WebSocket stage: dev, prod …"
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,11}$", var.environment))
    error_message = "environment is \"${var.environment}\"; expected 2 to 12 lower-case letters and digits, such as dev."
  }
}

variable "channels_file" {
  description = "Path of the environment's channels.yml."
  type        = string
}

variable "artifacts" {
  description = "Path of a service's zip, by service, where it is not the one that mvn package made: to roll a service out from elsewhere, or back."
  type        = map(string)
  default     = {}

  validation {
    condition = length(setsubtract(keys(var.artifacts), [
      "chat-service", "connection-service", "ingest-service", "scheduler-service",
    ])) == 0
    error_message = "artifacts names ${join(", ", keys(var.artifacts))}; expected names of services: chat-service, connection-service, ingest-service, scheduler-service."
  }
}

variable "architecture" {
  description = "Processor of the functions: arm64 or x86_64."
  type        = string
  default     = "arm64"
}

variable "snap_start" {
  description = "Start new environments of functions from a snapshot."
  type        = bool
  default     = true
}

variable "protect_data" {
  description = "Refuse to delete tables, and keep 35 days of point-in-time recovery instead of 7."
  type        = bool
}

variable "streams_on_demand" {
  description = "Let streams grow with the load; otherwise they have the shards of service.yml."
  type        = bool
  default     = true
}

variable "log_retention_days" {
  description = "How long logs are kept."
  type        = number
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
  description = "Who is told about alarms."
  type        = list(string)
  default     = []
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

variable "throttling" {
  description = "Messages, connections and requests per second at each API, and how many at once."
  type        = object({ rate = number, burst = number })
  default     = { rate = 5000, burst = 2500 }
}

variable "secrets_revision" {
  description = "Raise it after changing the value of a secret, so that new versions of the functions read it."
  type        = number
  default     = 1
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
    hours_per_month         = optional(number)
  })
}
