variable "name" {
  description = "What the tables' names begin with: <project>-<environment>."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\"; expected 3 to 32 lower-case letters, digits and hyphens, such as downlink-dev."
  }
}

variable "tables" {
  description = "The tables by their short name, as service.yml describes them. Keys are strings; ttl names the attribute that holds the expiry in epoch seconds."
  type = map(object({
    partition_key = string
    sort_key      = optional(string)
    ttl           = optional(string)
  }))

  validation {
    condition     = alltrue([for name in keys(var.tables) : can(regex("^[a-z][a-z0-9-]*$", name))])
    error_message = "tables has the names ${join(", ", keys(var.tables))}; expected lower-case letters, digits and hyphens."
  }
}

variable "protect_data" {
  description = "Refuse to delete a table, by Terraform or by hand, and keep 35 days of point-in-time recovery."
  type        = bool
}
