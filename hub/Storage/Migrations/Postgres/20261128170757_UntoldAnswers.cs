using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class UntoldAnswers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "untold_answers",
                columns: table => new
                {
                    request_id = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_untold_answers", x => x.request_id);
                });

            migrationBuilder.Sql(
                "insert into untold_answers (request_id, since) "
                    + "select request_id, untold_since from bureau_requests where untold_since is not null");

            migrationBuilder.DropIndex(
                name: "ix_bureau_requests_untold_since",
                table: "bureau_requests");

            migrationBuilder.DropColumn(
                name: "untold_since",
                table: "bureau_requests");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "untold_answers");

            migrationBuilder.AddColumn<DateTime>(
                name: "untold_since",
                table: "bureau_requests",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_bureau_requests_untold_since",
                table: "bureau_requests",
                column: "untold_since");
        }
    }
}
