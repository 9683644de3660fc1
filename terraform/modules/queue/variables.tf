variable "name" {
  description = "Name of the queue: <project>-<environment>-<part>."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,78}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\"; expected 3 to 80 lower-case letters, digits and hyphens, such as downlink-dev-dead-letters."
  }
}
