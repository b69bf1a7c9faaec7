using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PortalAccess : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "line",
                table: "work_items",
                type: "text",
                nullable: false,
                defaultValue: "");

            // What waits already counts with its partner.
            migrationBuilder.Sql("update work_items set line = partner");

            migrationBuilder.AddColumn<DateTime>(
                name: "shut_at",
                table: "portal_keys",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "shut_by",
                table: "portal_keys",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "shut_by",
                table: "portal_clients",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "portal_access_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false),
                    key_id = table.Column<Guid>(type: "uuid", nullable: true),
                    access = table.Column<int>(type: "integer", nullable: false),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    by = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_access_changes", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_portal_access_changes_client_id_at",
                table: "portal_access_changes",
                columns: new[] { "client_id", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "portal_access_changes");

            migrationBuilder.DropColumn(
                name: "line",
                table: "work_items");

            migrationBuilder.DropColumn(
                name: "shut_at",
                table: "portal_keys");

            migrationBuilder.DropColumn(
                name: "shut_by",
                table: "portal_keys");

            migrationBuilder.DropColumn(
                name: "shut_by",
                table: "portal_clients");
        }
    }
}
