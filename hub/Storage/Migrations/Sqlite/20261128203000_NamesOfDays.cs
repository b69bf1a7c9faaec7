using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class NamesOfDays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "name_ar",
                table: "announced_periods",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "name_en",
                table: "announced_periods",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "name_ar",
                table: "announced_days",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "name_en",
                table: "announced_days",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "name_ar",
                table: "announced_periods");

            migrationBuilder.DropColumn(
                name: "name_en",
                table: "announced_periods");

            migrationBuilder.DropColumn(
                name: "name_ar",
                table: "announced_days");

            migrationBuilder.DropColumn(
                name: "name_en",
                table: "announced_days");
        }
    }
}
