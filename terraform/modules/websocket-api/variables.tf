variable "name" {
  description = "Name of the API: <project>-<environment>-websocket."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,126}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\"; expected 3 to 128 lower-case letters, digits and hyphens, such as downlink-dev-websocket."
  }
}

variable "stage" {
  description = "Name of the stage that websocket-stage makes: the last part of the URL, except with a custom domain."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,128}$", var.stage))
    error_message = "stage is \"${var.stage}\"; expected 1 to 128 letters, digits, hyphens and underscores."
  }
}
