variable "name" {
  description = "Name of the API: <project>-<environment>-http."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,126}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\"; expected 3 to 128 lower-case letters, digits and hyphens, such as downlink-dev-http."
  }
}

variable "throttling" {
  description = "Requests per second and how many at once."
  type = object({
    rate  = number
    burst = number
  })

  validation {
    condition     = var.throttling.rate >= 1 && var.throttling.burst >= 1
    error_message = "throttling is ${jsonencode(var.throttling)}; expected a rate and a burst of at least 1: 0 refuses every request."
  }
}

variable "access_logs" {
  description = "Where to log each request, and for how long. Null: nowhere."
  type = object({
    retention_days = number
    key_arn        = optional(string)
  })
}
