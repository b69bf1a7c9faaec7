using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LargeFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "purged_at",
                table: "received_payloads",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "bytes",
                table: "exchange_files",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTime>(
                name: "purged_at",
                table: "exchange_files",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "untold_since",
                table: "bureau_requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.Sql("update exchange_files set bytes = length(content)");

            migrationBuilder.CreateTable(
                name: "exchange_file_parts",
                columns: table => new
                {
                    file_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exchange_file_parts", x => new { x.file_id, x.number });
                });

            migrationBuilder.CreateIndex(
                name: "ix_exchange_files_purged_at_created_at",
                table: "exchange_files",
                columns: new[] { "purged_at", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_bureau_requests_untold_since",
                table: "bureau_requests",
                column: "untold_since");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "exchange_file_parts");

            migrationBuilder.DropIndex(
                name: "ix_exchange_files_purged_at_created_at",
                table: "exchange_files");

            migrationBuilder.DropIndex(
                name: "ix_bureau_requests_untold_since",
                table: "bureau_requests");

            migrationBuilder.DropColumn(
                name: "purged_at",
                table: "received_payloads");

            migrationBuilder.DropColumn(
                name: "bytes",
                table: "exchange_files");

            migrationBuilder.DropColumn(
                name: "purged_at",
                table: "exchange_files");

            migrationBuilder.DropColumn(
                name: "untold_since",
                table: "bureau_requests");
        }
    }
}
