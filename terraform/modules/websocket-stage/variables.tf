variable "name" {
  description = "Name of the API: <project>-<environment>-websocket."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,126}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\"; expected 3 to 128 lower-case letters, digits and hyphens, such as downlink-dev-websocket."
  }
}

variable "api" {
  description = "The API, as websocket-api returns it."
  type = object({
    id    = string
    stage = string
  })
}

variable "routes" {
  description = "What every service says of its routes. A change deploys the API anew."
  type        = map(string)

  validation {
    condition     = length(var.routes) > 0
    error_message = "routes is empty; expected the fingerprint of each service's routes, because a stage without routes accepts nothing."
  }
}

variable "throttling" {
  description = "Client messages and new connections per second, of all clients together, and how many at once. The account's own limit is 10,000 with bursts of 5,000, for all its APIs together."
  type = object({
    rate  = number
    burst = number
  })

  validation {
    condition     = var.throttling.rate >= 1 && var.throttling.burst >= 1
    error_message = "throttling is ${jsonencode(var.throttling)}; expected a rate and a burst of at least 1: 0 refuses every client."
  }
}

variable "access_logs" {
  description = "Where to log each connection and message, and for how long. Null: nowhere. Needs the account's role (terraform/account)."
  type = object({
    retention_days = number
    key_arn        = optional(string)
  })
}

variable "domain" {
  description = "Custom domain of the clients' URL and its certificate in AWS Certificate Manager, of this region. Null: the API's own URL. mapping_key is the path under the domain, none by default."
  type = object({
    name            = string
    certificate_arn = string
    mapping_key     = optional(string)
  })
  default = null

  validation {
    condition     = var.domain == null || can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.domain.name))
    error_message = "domain.name is \"${try(var.domain.name, "")}\"; expected a host name, such as live.example.com."
  }

  validation {
    condition     = var.domain == null || can(regex("^arn:[^:]+:acm:", var.domain.certificate_arn))
    error_message = "domain.certificate_arn is \"${try(var.domain.certificate_arn, "")}\"; expected the ARN of a certificate in AWS Certificate Manager."
  }

  validation {
    condition     = try(var.domain.mapping_key, null) == null || can(regex("^[A-Za-z0-9._-]+$", var.domain.mapping_key))
    error_message = "domain.mapping_key is \"${try(coalesce(var.domain.mapping_key), "")}\"; expected letters, digits, dots, hyphens and underscores, such as v1."
  }
}
