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

variable "artifacts" {
  description = "Path of a service's zip, by service, where it is not the one that mvn package made."
  type        = map(string)
  default     = {}
}

variable "secrets_revision" {
  description = "Raise it after changing the value of a secret, so that new versions of the functions read it."
  type        = number
  default     = 1
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
