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
  description = "New connections and client messages per second, of all clients together, and how many at once. The account's own limits are 500 new connections per second, and 10,000 requests with bursts of 5,000 for all its APIs together."
  type = object({
    connections = object({ rate = number, burst = number })
    messages    = object({ rate = number, burst = number })
  })

  validation {
    condition     = alltrue([for limit in values(var.throttling) : limit.rate >= 1 && limit.burst >= 1])
    error_message = "throttling is ${jsonencode(var.throttling)}; expected rates and bursts of at least 1: 0 refuses every client."
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

variable "deployments" {
  description = "Whether the API can be deployed. False for an emulator that serves its routes as they are."
  type        = bool
  default     = true
}
