using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RequestsOnTheirWay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_bureau_requests_file_name",
                table: "bureau_requests");

            migrationBuilder.CreateIndex(
                name: "ix_bureau_requests_file_name",
                table: "bureau_requests",
                column: "file_name",
                filter: "state = 2");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_bureau_requests_file_name",
                table: "bureau_requests");

            migrationBuilder.CreateIndex(
                name: "ix_bureau_requests_file_name",
                table: "bureau_requests",
                column: "file_name");
        }
    }
}
