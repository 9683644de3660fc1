# How a new version comes live: published by the function, checked here, then the alias moves. An alias that cannot move
# stays where it was, and nothing of another function or service waits for it.
locals {
  rollout = { for name in keys(local.functions) : name => "${local.prefix}-${name}" }
  cli     = merge({ AWS_REGION = var.platform.region, AWS_DEFAULT_REGION = var.platform.region, AWS_PAGER = "" }, var.cli_environment)
}

# IAM takes some seconds to make a policy known everywhere. The snapshot of a version is taken when it is published, and
# only once: a start that was refused would stay with that version.
resource "terraform_data" "permitted" {
  for_each = toset(var.snap_start ? keys(local.functions) : [])

  triggers_replace = aws_iam_role_policy.function[each.key].policy

  provisioner "local-exec" {
    command = "sleep 15"
  }
}

# Waits until the version has its snapshot, and gives it a part of the traffic first if the release asks for that.
resource "terraform_data" "active" {
  for_each = local.rollout

  triggers_replace = [each.value, aws_lambda_function.this[each.key].version]

  provisioner "local-exec" {
    interpreter = ["bash", "${path.module}/rollout"]
    command     = "await"
    environment = merge(local.cli, {
      FUNCTION       = each.value
      VERSION        = aws_lambda_function.this[each.key].version
      CANARY_PERCENT = try(var.release.canary.percent, 0)
      CANARY_MINUTES = try(var.release.canary.minutes, 0)
    })
  }
}

resource "aws_lambda_alias" "live" {
  for_each = local.rollout

  name             = "live"
  description      = "What clients, streams and schedules reach."
  function_name    = aws_lambda_function.this[each.key].function_name
  function_version = aws_lambda_function.this[each.key].version

  depends_on = [terraform_data.active]
}

# A version that cannot be deleted now is deleted after the next roll-out.
resource "terraform_data" "pruned" {
  for_each = local.rollout

  triggers_replace = aws_lambda_alias.live[each.key].function_version

  provisioner "local-exec" {
    interpreter = ["bash", "${path.module}/rollout"]
    command     = "prune"
    environment = merge(local.cli, { FUNCTION = each.value, KEEP = 5 })
    on_failure  = continue
  }
}
