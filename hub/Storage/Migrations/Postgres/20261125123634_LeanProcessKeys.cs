using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Hub.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LeanProcessKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_process_instances_order_id",
                table: "process_instances");

            migrationBuilder.DropIndex(
                name: "ix_process_instances_parent_id_parent_element_instance",
                table: "process_instances");

            migrationBuilder.DropPrimaryKey(
                name: "pk_process_history",
                table: "process_history");

            migrationBuilder.DropIndex(
                name: "ix_process_history_instance_id",
                table: "process_history");

            migrationBuilder.DropColumn(
                name: "id",
                table: "process_history");

            migrationBuilder.AddPrimaryKey(
                name: "pk_process_history",
                table: "process_history",
                columns: new[] { "instance_id", "version" });

            migrationBuilder.CreateIndex(
                name: "ix_process_instances_order_id",
                table: "process_instances",
                column: "order_id",
                filter: "order_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_process_instances_parent_id_parent_element_instance",
                table: "process_instances",
                columns: new[] { "parent_id", "parent_element_instance" },
                filter: "parent_id is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_process_instances_order_id",
                table: "process_instances");

            migrationBuilder.DropIndex(
                name: "ix_process_instances_parent_id_parent_element_instance",
                table: "process_instances");

            migrationBuilder.DropPrimaryKey(
                name: "pk_process_history",
                table: "process_history");

            migrationBuilder.AddColumn<long>(
                name: "id",
                table: "process_history",
                type: "bigint",
                nullable: false,
                defaultValue: 0L)
                .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);

            migrationBuilder.AddPrimaryKey(
                name: "pk_process_history",
                table: "process_history",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_process_instances_order_id",
                table: "process_instances",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_process_instances_parent_id_parent_element_instance",
                table: "process_instances",
                columns: new[] { "parent_id", "parent_element_instance" });

            migrationBuilder.CreateIndex(
                name: "ix_process_history_instance_id",
                table: "process_history",
                column: "instance_id");
        }
    }
}
