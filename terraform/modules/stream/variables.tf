variable "name" {
  description = "Name of the stream: <project>-<environment>-<part>."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,126}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\"; expected 3 to 128 lower-case letters, digits and hyphens, such as downlink-dev-vehicles."
  }
}

variable "on_demand" {
  description = "Let Kinesis add shards as the load grows, instead of a fixed number of them."
  type        = bool
}

variable "shards" {
  description = "The number of shards where on_demand is false."
  type        = number

  validation {
    condition     = var.shards >= 1 && var.shards <= 10000 && floor(var.shards) == var.shards
    error_message = "shards is ${var.shards}; expected a whole number from 1 to 10000."
  }
}

variable "retention_hours" {
  description = "How long a record can be read again."
  type        = number
  default     = 24

  validation {
    condition     = var.retention_hours >= 24 && var.retention_hours <= 8760
    error_message = "retention_hours is ${var.retention_hours}; expected 24 to 8760, Kinesis' own limits."
  }
}
