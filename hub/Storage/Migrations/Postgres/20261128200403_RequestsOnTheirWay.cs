using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Storage.Migrations.Postgres
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

            // The store packs large files; lz4 does it in a quarter of the time, where the server was built with it.
            migrationBuilder.Sql(
                "do $$ begin alter table exchange_file_parts alter column bytes set compression lz4; "
                    + "exception when feature_not_supported then null; end $$");
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
