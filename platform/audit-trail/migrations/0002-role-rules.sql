select audit_trail.keep_history('access.role_rule', null, null);
