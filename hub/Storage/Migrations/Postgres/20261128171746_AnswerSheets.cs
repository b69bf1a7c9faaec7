using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AnswerSheets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "answer_sheets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    bureau_code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    handed_in_by = table.Column<string>(type: "text", nullable: false),
                    handed_in_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    is_readable = table.Column<bool>(type: "boolean", nullable: false),
                    records = table.Column<int>(type: "integer", nullable: false),
                    taken = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<int>(type: "integer", nullable: false),
                    rows = table.Column<string>(type: "text", nullable: false),
                    times = table.Column<int>(type: "integer", nullable: false),
                    last_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answer_sheets", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_answer_sheets_bureau_code_last_at",
                table: "answer_sheets",
                columns: new[] { "bureau_code", "last_at" });

            migrationBuilder.CreateIndex(
                name: "ix_answer_sheets_bureau_code_sha256",
                table: "answer_sheets",
                columns: new[] { "bureau_code", "sha256" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "answer_sheets");
        }
    }
}
