// What the service has and the lab has not, by the collections of their paths. Each answers an error
// that names itself, and is counted among the unknown.
export const notInTheLab: Readonly<Record<string, string>> = {
  sprocs: "stored procedures",
  triggers: "triggers",
  udfs: "user-defined functions",
  users: "users",
  permissions: "permissions",
  clientencryptionkeys: "client encryption keys",
  attachments: "attachments",
};
