locals {
  text = file(var.channels_file)
  # Read as YAML first: a reference in a comment is none.
  rules = yamldecode(local.text)
  # By what they are used for: the rules' part that refers to them, such as token and api.
  secrets_by_use = {
    for part in ["api", "pipelines", "token"] : part => sort(distinct(flatten(regexall("\"ssm:([^\"]*)\"", jsonencode(try(local.rules[part], null))))))
  }
  secrets = toset(flatten(regexall("\"ssm:([^\"]*)\"", jsonencode(local.rules))))
}

resource "aws_ssm_parameter" "channels" {
  name        = "/${var.name}/channels"
  description = "The channel rules that the functions read when they start."
  type        = "String"
  # 4 KB are free of charge, up to 8 KB are not.
  tier  = "Intelligent-Tiering"
  value = local.text
}

# A new secret gets 244 random bits. They are write-only, so no state and no plan ever holds them, and whoever brings a
# key of their own puts it over this one (docs/operations.md, "Secrets"): Terraform does not look at the value again.
resource "aws_ssm_parameter" "secret" {
  for_each = local.secrets

  name             = each.key
  description      = "A secret that channels.yml refers to."
  type             = "SecureString"
  tier             = "Standard"
  value_wo         = sha256("${uuid()}${uuid()}")
  value_wo_version = 1

  # The provider writes the parameter when any of these changes, and then without the value: the secret would be empty.
  lifecycle {
    ignore_changes = [allowed_pattern, data_type, description, key_id, overwrite, tier, type]
  }
}
