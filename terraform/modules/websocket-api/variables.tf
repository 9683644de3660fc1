variable "name" {
  description = "Name of the API: <project>-<environment>-websocket."
  type        = string
}

variable "stage" {
  description = "Name of the stage that websocket-stage makes: the last part of the URL, except with a custom domain."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,128}$", var.stage))
    error_message = "stage is \"${var.stage}\"; expected 1 to 128 letters, digits, hyphens and underscores."
  }
}
