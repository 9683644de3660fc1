variable "region" {
  description = "AWS region: once for each that has an environment."
  type        = string
  default     = "us-east-1"
}
